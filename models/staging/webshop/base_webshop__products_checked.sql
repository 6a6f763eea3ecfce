with

systems as (

    {{ union_systems(
        domain='webshop',
        entity='products',
        key=['product_id'],
        newest='updated_at',
        columns={
            'product_id': 'string required',
            'parent_product_id': 'string',
            'supplier_id': 'string',
            'product_name': 'string',
            'brand_name': 'string',
            'department_name': 'string',
            'category_name': 'string',
            'subcategory_name': 'string',
            'package_size': 'string',
            'currency': 'string',
            'list_price': 'decimal(20, 6)',
            'unit_cost': 'decimal(20, 6)',
            'is_private_label': 'boolean',
            'is_active': 'boolean',
            'created_at': 'timestamp',
            'updated_at': 'timestamp',
        },
    ) }}

),

final as (

    select
        systems.*,
        case
            when systems.breach_reason is not null then systems.breach_reason
            when systems.version_rank > 1 then 'superseded_version'
            when systems.version_number > 1 then 'duplicate_row'
        end as quarantine_reason

    from systems

)

select * from final
